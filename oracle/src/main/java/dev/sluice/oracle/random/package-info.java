/**
 * Programs made by chance. A {@link dev.sluice.oracle.random.RandomCase} is a small tree; {@code Generator}s make it from a
 * seed, {@link dev.sluice.oracle.random.Renderer} writes it as Java, and {@link dev.sluice.oracle.random.Shrinker} makes it
 * smaller while an engine keeps answering it wrongly.
 */
@NullMarked
package dev.sluice.oracle.random;

import org.jspecify.annotations.NullMarked;
