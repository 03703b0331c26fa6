/** JSON texts to structs and back. Start at {@link dev.sluice.builtin.json.JsonFunctions}. */
@NullMarked
package dev.sluice.builtin.json;

import org.jspecify.annotations.NullMarked;
