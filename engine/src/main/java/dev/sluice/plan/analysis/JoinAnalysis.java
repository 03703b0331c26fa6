package dev.sluice.plan.analysis;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.NearestName;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.ColumnId;
import dev.sluice.plan.expression.Comparisons;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.Attribute.Identity;
import dev.sluice.plan.logical.JoinType;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settles the condition of a join; columns by which it is joined by name come out once:
 *
 * <pre>
 * Join using k              Project [k, a, b]
 *    left [a, k]      =>       Join left.k = right.k
 *    right [k, b]                 left [a, k]
 *                                 right [k, b]
 * </pre>
 *
 * Where a table is joined with itself, the columns of the right side get ids of their own, which know whose double they are.
 */
final class JoinAnalysis {
    private final Types types;
    private final boolean caseSensitive;
    private final UnresolvedPlan.Join join;

    /** Keys of a join by names that do not come out. */
    private final List<Attribute> hiddenKeys = new ArrayList<>();

    JoinAnalysis(Types types, boolean caseSensitive, UnresolvedPlan.Join join) {
        this.types = types;
        this.caseSensitive = caseSensitive;
        this.join = join;
    }

    LogicalPlan analyze(LogicalPlan left, LogicalPlan right) {
        List<Attribute> ofRight = distinct(left.output(), right.output());
        List<Attribute> both = new ArrayList<>(left.output());
        both.addAll(ofRight);
        Scope scope = new Scope(both, caseSensitive);
        return join.using().isEmpty()
                ? joined(left, right, ofRight, scope, condition(scope))
                : using(left, right, ofRight, scope);
    }

    List<Attribute> hiddenKeys() {
        return hiddenKeys;
    }

    private LogicalPlan.Join joined(
            LogicalPlan left, LogicalPlan right, List<Attribute> ofRight, Scope scope, @Nullable Expression condition) {
        boolean isOfStream = left.isStreaming() || right.isStreaming();
        return new LogicalPlan.Join(
                left,
                right,
                join.type(),
                condition == null || !isOfStream
                        ? condition
                        : withoutNulls(condition, left.output().size(), scope),
                LogicalPlan.Join.outputOf(left.output(), ofRight, join.type()));
    }

    /**
     * The condition with what it implies: that columns are not null on a side of which no row comes out alone. So such rows are
     * left out where they come from, and do not move the watermark, as in Spark.
     */
    private Expression withoutNulls(Expression condition, int leftCount, Scope scope) {
        BitSet required = new BitSet();
        List<Expression> conjuncts = new ArrayList<>(Expressions.conjuncts(condition));
        conjuncts.forEach(conjunct -> required.or(Comparisons.required(conjunct)));
        if (join.type().keepsLeft()) {
            required.clear(0, leftCount);
        }
        if (join.type().keepsRight()) {
            required.clear(leftCount, Math.max(leftCount, required.length()));
        }
        ExpressionResolver resolver = ExpressionResolver.withoutAggregates(
                scope, types, ErrorCondition.UNSUPPORTED_EXPR_FOR_OPERATOR, "the condition of a join");
        required.stream()
                .mapToObj(scope::column)
                .filter(Expression::isNullable)
                .forEach(column -> conjuncts.add(resolver.call("isnotnull", List.of(column))));
        return Expressions.conjunction(conjuncts);
    }

    /** The columns of the right side, those that are on the left side too under ids of their own. */
    private List<Attribute> distinct(List<Attribute> left, List<Attribute> right) {
        Set<ColumnId> known = new HashSet<>();
        left.forEach(column -> known.add(column.identity().id()));
        List<Attribute> distinct = new ArrayList<>();
        for (int place = 0; place < right.size(); place++) {
            Identity identity = right.get(place).identity();
            boolean isDouble = known.contains(identity.id());
            distinct.add(
                    isDouble
                            ? right.get(place)
                                    .withIdentity(new Identity(
                                            new ColumnId(join, -1 - place), identity.id(), identity.qualifier()))
                            : right.get(place));
        }
        return distinct;
    }

    private @Nullable Expression condition(Scope scope) {
        UnresolvedExpression given = join.condition();
        if (given == null) {
            return null;
        }
        ExpressionResolver plain = ExpressionResolver.withoutAggregates(
                scope, types, ErrorCondition.UNSUPPORTED_EXPR_FOR_OPERATOR, "the condition of a join");
        ExpressionResolver resolver = new ExpressionResolver(
                scope, types, plain::resolve, expression -> withItself(expression, scope, plain));
        return types.requireBoolean(
                resolver.resolve(given), ErrorCondition.JOIN_CONDITION_IS_NOT_BOOLEAN, "the condition of a join");
    }

    /** A column that is to be equal to itself means, as in Spark, that of the left side and its double. */
    private static @Nullable Expression withItself(
            UnresolvedExpression expression, Scope scope, ExpressionResolver resolver) {
        if (!(expression instanceof UnresolvedExpression.Function(String name, List<UnresolvedExpression> sides))
                || !(name.equals("=") || name.equals("<=>"))
                || !(sides.getFirst() instanceof UnresolvedExpression.Name left)
                || !(sides.getLast() instanceof UnresolvedExpression.Name right)
                || left.id() == null
                || !left.id().equals(right.id())
                || left.parts().size() != 1) {
            return null;
        }
        int ofLeft = -1;
        int ofRight = -1;
        for (int ordinal = 0; ordinal < scope.columns().size(); ordinal++) {
            Identity identity = scope.columns().get(ordinal).identity();
            ofLeft = left.id().equals(identity.id()) ? ordinal : ofLeft;
            ofRight = left.id().equals(identity.copyOf()) ? ordinal : ofRight;
        }
        return ofLeft < 0 || ofRight < 0
                ? null
                : resolver.call(name, List.of(scope.column(ofLeft), scope.column(ofRight)));
    }

    private LogicalPlan using(LogicalPlan left, LogicalPlan right, List<Attribute> ofRight, Scope scope) {
        Scope leftScope = new Scope(left.output(), caseSensitive);
        Scope rightScope = new Scope(ofRight, caseSensitive);
        ExpressionResolver resolver = ExpressionResolver.withoutAggregates(
                leftScope, types, ErrorCondition.INVALID_WHERE_CONDITION, "the names of a join");
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        for (String name : join.using()) {
            leftKeys.add(ordinalOf(name, leftScope, "left"));
            rightKeys.add(ordinalOf(name, rightScope, "right"));
        }
        int leftCount = left.output().size();
        List<Expression> equalities = new ArrayList<>();
        for (int key = 0; key < leftKeys.size(); key++) {
            Expression ofLeft = leftScope.column(leftKeys.get(key));
            Expression other = Expressions.shifted(rightScope.column(rightKeys.get(key)), leftCount);
            equalities.add(resolver.call("=", List.of(ofLeft, other)));
        }
        LogicalPlan.Join joined = joined(left, right, ofRight, scope, Expressions.conjunction(equalities));
        return inOrder(joined, leftKeys, rightKeys, leftCount);
    }

    /** The first of this name, if there are several. */
    private static int ordinalOf(String name, Scope scope, String side) {
        if (scope.called(name).isEmpty()) {
            List<String> names = scope.columns().stream().map(Attribute::name).toList();
            throw SluiceException.analysis(
                            ErrorCondition.UNRESOLVED_USING_COLUMN_FOR_JOIN,
                            "USING column `" + name + "` cannot be resolved on the " + side + " side of the join")
                    .found("columns " + String.join(", ", names))
                    .mend(NearestName.suggestion(name, names))
                    .build();
        }
        return scope.called(name).getFirst();
    }

    /** The keys, each once, then the other columns of the left side, then those of the right. */
    private LogicalPlan inOrder(
            LogicalPlan.Join joined, List<Integer> leftKeys, List<Integer> rightKeys, int leftCount) {
        Scope scope = new Scope(joined.output(), caseSensitive);
        List<NamedExpression> columns = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        for (int key = 0; key < leftKeys.size(); key++) {
            int ofLeft = leftKeys.get(key);
            int ofRight = leftCount + rightKeys.get(key);
            if (join.type() == JoinType.FULL_OUTER) {
                Expression either = either(scope.column(ofLeft), scope.column(ofRight));
                String name = joined.output().get(ofLeft).name();
                columns.add(new NamedExpression(either, name));
                output.add(Attribute.of(name, either.type(), true));
                hiddenKeys.add(scope.columns().get(ofLeft));
                hiddenKeys.add(scope.columns().get(ofRight));
            } else {
                boolean isRight = join.type() == JoinType.RIGHT_OUTER;
                add(isRight ? ofRight : ofLeft, scope, columns, output);
                if (join.type().hasRight()) {
                    hiddenKeys.add(scope.columns().get(isRight ? ofLeft : ofRight));
                }
            }
        }
        for (int column = 0; column < joined.output().size(); column++) {
            boolean isKey = column < leftCount ? leftKeys.contains(column) : rightKeys.contains(column - leftCount);
            if (!isKey) {
                add(column, scope, columns, output);
            }
        }
        return new LogicalPlan.Project(joined, columns, output);
    }

    private Expression either(Expression left, Expression right) {
        DataType common =
                types.common(List.of(left, right), ErrorCondition.DATA_DIFF_TYPES, UnresolvedText.of(List.of()));
        return new Expression.Coalesce(List.of(types.cast(left, common), types.cast(right, common)), common);
    }

    private static void add(int ordinal, Scope scope, List<NamedExpression> columns, List<Attribute> output) {
        Attribute column = scope.columns().get(ordinal);
        columns.add(new NamedExpression(scope.column(ordinal), column.name()));
        output.add(column);
    }
}
