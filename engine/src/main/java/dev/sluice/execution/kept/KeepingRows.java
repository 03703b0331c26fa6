package dev.sluice.execution.kept;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a query keeps the rows that it leaves out.
 *
 * @param lateRows the folder for rows that came too late, null where they are dropped and counted only
 * @param paths makes a path of what a user wrote as a folder
 * @param json writes what is kept
 */
public record KeepingRows(@Nullable Path lateRows, Function<String, Path> paths, JsonLines.Factory json) {}
