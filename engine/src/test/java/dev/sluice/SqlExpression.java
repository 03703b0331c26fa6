package dev.sluice;

import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The expressions that the manual shows, read from SQL text: enough of it for one call of each function. */
final class SqlExpression {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*('(?:[^']|'')*'|\\d+(?:\\.\\d+)?|[A-Za-z_]\\w*|~|->|<=>|<=|>=|<>|!=|==|[-+*/%=<>(),.&|^\\[\\]])");

    /** Infix operators from those that bind least. */
    private static final List<Set<String>> OPERATORS = List.of(
            Set.of("or"),
            Set.of("and"),
            Set.of("=", "==", "<=>", "!=", "<>", "<", "<=", ">", ">="),
            Set.of("|"),
            Set.of("^"),
            Set.of("&"),
            Set.of("+", "-"),
            Set.of("*", "/", "%", "div"));

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final Set<String> variables = new HashSet<>();
    private int position;

    private SqlExpression(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IllegalArgumentException("cannot be read from " + end + ": " + text);
            }
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
    }

    /** @throws IllegalArgumentException if the text is no expression, or one that is not read here */
    static Column parse(String text) {
        SqlExpression sql = new SqlExpression(text.strip());
        Column column = sql.infix(0);
        sql.require(sql.position == sql.tokens.size());
        return column;
    }

    /** The values of rows of one column: {@code (1), (NULL), (2)}. */
    static List<@Nullable Object> values(String text) {
        SqlExpression sql = new SqlExpression(text.strip());
        List<@Nullable Object> values = new ArrayList<>();
        do {
            sql.expect("(");
            if (!(sql.infix(0).expression() instanceof UnresolvedExpression.Value literal)) {
                throw new IllegalArgumentException("no literal: " + text);
            }
            values.add(literal.value());
            sql.expect(")");
        } while (sql.accept(","));
        sql.require(sql.position == sql.tokens.size());
        return values;
    }

    private Column infix(int level) {
        if (level == OPERATORS.size()) {
            return operand();
        }
        Column left = infix(level + 1);
        if (OPERATORS.get(level).contains("=") && accept("in")) {
            expect("(");
            return left.isin((Object[]) arguments());
        }
        while (position < tokens.size() && OPERATORS.get(level).contains(word())) {
            String operator = word();
            position++;
            left = Column.call(operator, left, infix(level + 1));
        }
        return left;
    }

    private Column operand() {
        Column value = single();
        while (accept("[")) {
            value = Column.call("[]", value, infix(0));
            expect("]");
        }
        return value;
    }

    private Column single() {
        String token = next();
        if (token.equals("(")) {
            Column inner = infix(0);
            expect(")");
            return inner;
        }
        if (token.equals("*")) {
            return functions.col("*");
        }
        if (token.equals("-")) {
            return number("-" + next());
        }
        if (token.startsWith("'")) {
            return functions.lit(token.substring(1, token.length() - 1).replace("''", "'"));
        }
        if (Character.isDigit(token.charAt(0))) {
            return number(token);
        }
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "null" -> functions.lit(null);
            case "true" -> functions.lit(true);
            case "false" -> functions.lit(false);
            case "cast" -> cast(Column::cast);
            case "try_cast" -> cast(Column::try_cast);
            case "case" -> caseWhen();
            default -> accept("(") ? call(token) : named(token);
        };
    }

    private Column named(String name) {
        return variables.contains(name) ? Column.of(new UnresolvedExpression.Variable(name)) : functions.col(name);
    }

    private static Column number(String digits) {
        return digits.contains(".") ? functions.lit(Double.valueOf(digits)) : functions.lit(Integer.valueOf(digits));
    }

    private Column call(String name) {
        return functions.call_function(name, arguments());
    }

    /** What stands between parentheses, from behind the opening one. */
    private Column[] arguments() {
        List<Column> arguments = new ArrayList<>();
        if (!accept(")")) {
            do {
                arguments.add(isLambda() ? lambda() : infix(0));
            } while (accept(","));
            expect(")");
        }
        return arguments.toArray(Column[]::new);
    }

    /** Whether {@code name ->} or {@code (name, ...) ->} comes next. */
    private boolean isLambda() {
        int end = word().equals("(") ? tokens.subList(position, tokens.size()).indexOf(")") : 0;
        return end >= 0
                && position + end + 1 < tokens.size()
                && tokens.get(position + end + 1).equals("->");
    }

    private Column lambda() {
        List<String> names = new ArrayList<>();
        boolean hasMore = accept("(");
        do {
            names.add(next());
        } while (hasMore && accept(","));
        if (hasMore) {
            expect(")");
        }
        expect("->");
        variables.addAll(names);
        Column body = infix(0);
        names.forEach(variables::remove);
        return Column.of(new UnresolvedExpression.Lambda(names, body.expression()));
    }

    private Column cast(BiFunction<Column, DataType, Column> kind) {
        expect("(");
        Column value = infix(0);
        expect("as");
        DataType type = DataType.fromDDL(next());
        expect(")");
        return kind.apply(value, type);
    }

    private Column caseWhen() {
        expect("when");
        Column condition = infix(0);
        expect("then");
        Column branch = functions.when(condition, infix(0));
        while (accept("when")) {
            Column next = infix(0);
            expect("then");
            branch = branch.when(next, infix(0));
        }
        if (accept("else")) {
            branch = branch.otherwise(infix(0));
        }
        expect("end");
        return branch;
    }

    private String word() {
        return tokens.get(position).toLowerCase(Locale.ROOT);
    }

    private String next() {
        require(position < tokens.size());
        return tokens.get(position++);
    }

    private boolean accept(String token) {
        boolean isThere = position < tokens.size() && word().equals(token);
        position += isThere ? 1 : 0;
        return isThere;
    }

    private void expect(String token) {
        require(accept(token));
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("unexpected at token " + position + ": " + text);
        }
    }

    /** The type of a value as {@link #values} gives it. */
    static DataType typeOf(Object value) {
        return value instanceof Integer
                ? AtomicType.INT
                : value instanceof Double ? AtomicType.DOUBLE : AtomicType.STRING;
    }
}
