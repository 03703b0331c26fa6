/** The sink {@code console}, and the drawing of rows as a table of text. */
@NullMarked
package dev.sluice.connector.console;

import org.jspecify.annotations.NullMarked;
