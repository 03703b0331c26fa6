/**
 * The unresolved and the resolved tree of a query, and the only bridge between them: {@link dev.sluice.plan.analysis}.
 */
@NullMarked
package dev.sluice.plan;

import org.jspecify.annotations.NullMarked;
