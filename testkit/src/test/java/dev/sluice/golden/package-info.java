/** Queries as users write them, fed by hand, with the batches and results they have to give. */
@NullMarked
package dev.sluice.golden;

import org.jspecify.annotations.NullMarked;
