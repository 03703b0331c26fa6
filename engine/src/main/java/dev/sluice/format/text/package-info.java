/** Plain text: a row for each line. */
@NullMarked
package dev.sluice.format.text;

import org.jspecify.annotations.NullMarked;
