/** What a simulation asks of its events: each query beside the loops that answer it. */
@NullMarked
package dev.sluice.testkit.simulation.shape;

import org.jspecify.annotations.NullMarked;
