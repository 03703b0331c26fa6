package dev.sluice.spi.sink;

/**
 * One attempt at one batch.
 *
 * @param batchId counted from 0
 * @param attempt unique for every try, also across restarts; fit for a file name
 */
public record BatchId(long batchId, String attempt) {}
