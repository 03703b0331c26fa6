/** The page on event time, whose timelines are drawn from runs. */
@NullMarked
package dev.sluice.eventtime;

import org.jspecify.annotations.NullMarked;
