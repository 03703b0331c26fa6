/**
 * What a program types: {@link dev.sluice.Session} makes {@link dev.sluice.DataFrame}s, these are put together with
 * {@link dev.sluice.Column}s and {@link dev.sluice.functions}, and end in a {@link dev.sluice.StreamingQuery} or in rows.
 * Names are Spark's.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
