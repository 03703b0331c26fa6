/**
 * Whole queries, drawn by a seed together with what goes wrong while they run, beside a program of loops that says what has
 * to come out (fault model, section 16). {@link dev.sluice.testkit.simulation.Simulation} runs one seed.
 */
@NullMarked
package dev.sluice.testkit.simulation;

import org.jspecify.annotations.NullMarked;
