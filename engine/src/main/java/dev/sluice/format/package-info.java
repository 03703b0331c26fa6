/**
 * Text, CSV and JSON between bytes and vectors, both ways: for files, for {@code from_json} and {@code to_json}, and for
 * the payloads of message systems. Start at {@link dev.sluice.format.TextFormat}.
 */
@NullMarked
package dev.sluice.format;

import org.jspecify.annotations.NullMarked;
