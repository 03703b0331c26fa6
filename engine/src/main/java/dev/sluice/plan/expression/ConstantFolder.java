package dev.sluice.plan.expression;

import java.util.Optional;

/** Computes an expression before anything runs. */
@FunctionalInterface
public interface ConstantFolder {
    /**
     * The value of a deterministic call or cast without columns; empty where it is left to the rows that ask for it.
     */
    Optional<Expression.Literal> fold(Expression expression);
}
