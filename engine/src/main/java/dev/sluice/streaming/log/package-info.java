/** The checkpoint of a query: its lock, its identity, and the logs of what was planned and what was committed. */
@NullMarked
package dev.sluice.streaming.log;

import org.jspecify.annotations.NullMarked;
