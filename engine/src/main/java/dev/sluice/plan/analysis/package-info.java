/**
 * The bridge from what a user said to what it means: {@link dev.sluice.plan.analysis.Analyzer} looks up names, functions and
 * types, and {@link dev.sluice.plan.analysis.StreamingRules} says which plans may run as a stream.
 */
@NullMarked
package dev.sluice.plan.analysis;

import org.jspecify.annotations.NullMarked;
