/** What a query tells of each batch. */
@NullMarked
package dev.sluice.streaming.progress;

import org.jspecify.annotations.NullMarked;
