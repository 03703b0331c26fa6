/** The source {@code socket}: lines of text that a server sends, which nobody can read again. For trying things out. */
@NullMarked
package dev.sluice.connector.socket;

import org.jspecify.annotations.NullMarked;
