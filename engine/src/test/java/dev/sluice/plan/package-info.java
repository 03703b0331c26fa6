/** Tests of plans, and {@link dev.sluice.plan.Plans}, which says them in a line each. */
@org.jspecify.annotations.NullMarked
package dev.sluice.plan;
