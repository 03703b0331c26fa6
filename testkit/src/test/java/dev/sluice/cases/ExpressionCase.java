package dev.sluice.cases;

import dev.sluice.Column;
import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Expressions over one table. Where all rows can be computed the answer is the values; where some row fails, each row is
 * asked for by itself, and the answer has the condition in its place.
 */
public final class ExpressionCase extends ConfiguredCase<ExpressionCase> {
    private Table table = new Table("", List.of());
    private final List<Supplier<Column>> expressions = new ArrayList<>();

    ExpressionCase(String name) {
        super(name);
    }

    /** @param schema in DDL */
    public ExpressionCase rows(String schema, Row... rows) {
        table = new Table(schema, List.of(rows));
        return this;
    }

    /** @param expression made anew for each engine, since making it may already fail */
    public ExpressionCase of(Supplier<Column> expression) {
        expressions.add(expression);
        return this;
    }

    @Override
    void answerConfigured(Session session, Path folder, Answer answer) {
        for (Supplier<Column> expression : expressions) {
            answer(session, expression, answer);
        }
    }

    // An engine may throw anything; whatever it is, is the answer.
    private void answer(Session session, Supplier<Column> expression, Answer answer) {
        DataFrame result;
        try {
            result = table.frame(session).select(expression.get());
            answer.line(Target.schemaText(result.schema()));
        } catch (Exception refused) {
            answer.line("refused").error(refused);
            return;
        }
        try {
            result.collectAsList().forEach(row -> answer.detail(ValueText.of(row.get(0))));
        } catch (Exception someRowFailed) {
            for (Row row : table.rows()) {
                answerRow(session, expression, row, answer);
            }
        }
    }

    private void answerRow(Session session, Supplier<Column> expression, Row row, Answer answer) {
        try {
            List<Row> one =
                    table.frame(session, List.of(row)).select(expression.get()).collectAsList();
            answer.detail(ValueText.of(one.get(0).get(0)));
        } catch (Exception failed) {
            answer.error(failed);
        }
    }
}
