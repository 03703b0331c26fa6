/** Turning triggers into committed micro-batches: what a query is, how it is run and how it is watched. */
@NullMarked
package dev.sluice.streaming;

import org.jspecify.annotations.NullMarked;
