/** Functions of texts, over UTF-8 bytes. Start at {@link dev.sluice.builtin.string.StringFunctions}. */
@NullMarked
package dev.sluice.builtin.string;

import org.jspecify.annotations.NullMarked;
