/** Expressions, as the user said them ({@link dev.sluice.plan.expression.UnresolvedExpression}) and with names and types settled ({@link dev.sluice.plan.expression.Expression}). */
@NullMarked
package dev.sluice.plan.expression;

import org.jspecify.annotations.NullMarked;
