/** How far event time has come. */
@NullMarked
package dev.sluice.streaming.watermark;

import org.jspecify.annotations.NullMarked;
