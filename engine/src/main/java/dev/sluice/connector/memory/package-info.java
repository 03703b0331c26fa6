/** Rows in the memory of the process: a source that a program feeds, a sink whose rows can be read as a table. */
@NullMarked
package dev.sluice.connector.memory;

import org.jspecify.annotations.NullMarked;
