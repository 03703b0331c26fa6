/** Why there is no output: what a query knows of its sources, watermarks and state, said in sentences. */
@NullMarked
package dev.sluice.streaming.why;

import org.jspecify.annotations.NullMarked;
