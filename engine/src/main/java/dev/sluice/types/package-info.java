/** Data types, fields and schemas; the words in which every other package speaks of columns. Start at {@link dev.sluice.types.DataType}. */
@NullMarked
package dev.sluice.types;

import org.jspecify.annotations.NullMarked;
