/** Declared, typed, validated options of connectors and of the session. Start at {@link dev.sluice.config.ConfigOption}. */
@NullMarked
package dev.sluice.config;

import org.jspecify.annotations.NullMarked;
