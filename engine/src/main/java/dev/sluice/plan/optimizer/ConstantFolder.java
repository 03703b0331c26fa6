package dev.sluice.plan.optimizer;

import dev.sluice.plan.expression.Expression;
import java.util.Optional;

/** Computes an expression before anything runs. */
@FunctionalInterface
public interface ConstantFolder {
    /**
     * The value of a deterministic call or cast whose arguments are literals; empty where it is left to the rows that ask
     * for it.
     */
    Optional<Expression.Literal> fold(Expression expression);
}
