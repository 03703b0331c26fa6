/**
 * Expressions made ready to run over batches. Start at {@link dev.sluice.execution.expression.ExpressionCompiler}.
 */
@NullMarked
package dev.sluice.execution.expression;

import org.jspecify.annotations.NullMarked;
