/** The built-in functions, by family. Start at {@link dev.sluice.builtin.Builtins#registry}. */
@NullMarked
package dev.sluice.builtin;

import org.jspecify.annotations.NullMarked;
