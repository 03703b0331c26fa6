/** What is done with the checkpoint of a query that does not run: look at it, check it, repair it, run a batch of it again. */
@NullMarked
package dev.sluice.streaming.tools;

import org.jspecify.annotations.NullMarked;
