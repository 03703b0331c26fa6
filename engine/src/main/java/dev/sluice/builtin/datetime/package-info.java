/** Functions of timestamps and dates in the session time zone. Start at {@link dev.sluice.builtin.datetime.DateTimeFunctions}. */
@NullMarked
package dev.sluice.builtin.datetime;

import org.jspecify.annotations.NullMarked;
