package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Open addressing from the bytes of a device to a number. */
final class Devices {
    private static final int SLOTS = 1 << 12;

    private final byte[][] names = new byte[SLOTS / 2][];
    private final int[] slots = new int[SLOTS];
    int count;

    String name(int device) {
        return new String(names[device], US_ASCII);
    }

    int id(byte[] buffer, int start, int length) {
        long hash = 0;
        for (int index = 0; index + 8 <= length; index += 8) {
            hash = (hash ^ Lines.eightBytes(buffer, start + index)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ Lines.eightBytes(buffer, start + length - 8)) * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32) & SLOTS - 1;
        while (true) {
            int id = slots[slot] - 1;
            if (id < 0) {
                names[count] = Arrays.copyOfRange(buffer, start, start + length);
                slots[slot] = ++count;
                return count - 1;
            }
            byte[] name = names[id];
            if (Arrays.equals(name, 0, name.length, buffer, start, start + length)) {
                return id;
            }
            slot = slot + 1 & SLOTS - 1;
        }
    }
}
