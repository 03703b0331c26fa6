@NullMarked
package dev.sluice.builtin.avro;

import org.jspecify.annotations.NullMarked;
