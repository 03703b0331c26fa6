/** When the batches of a query start. */
@NullMarked
package dev.sluice.streaming.trigger;

import org.jspecify.annotations.NullMarked;
