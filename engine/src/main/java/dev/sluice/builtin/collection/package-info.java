/** Functions of arrays and maps. Their loops run over starts, lengths and the vector of all elements. */
@NullMarked
package dev.sluice.builtin.collection;

import org.jspecify.annotations.NullMarked;
