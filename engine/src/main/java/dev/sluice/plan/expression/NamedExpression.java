package dev.sluice.plan.expression;

/** An expression and the name of the column it becomes. */
public record NamedExpression(Expression expression, String name) {
    /** For plans: {@code expression AS name}, or the name alone where they agree. */
    public String sql() {
        String text = expression.sql();
        return text.equals(name) ? name : text + " AS " + name;
    }
}
