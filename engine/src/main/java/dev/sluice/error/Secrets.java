package dev.sluice.error;

import java.util.regex.Pattern;

/** Keeps secrets out of texts that people are shown. */
final class Secrets {
    private static final String HIDDEN = "***";

    /** As in {@code https://user:pass@host/}. */
    private static final Pattern OF_ADDRESS = Pattern.compile("(://[^/\\s:@]{0,256}:)[^/\\s@]{1,1024}@");

    /** As in {@code sasl.password=...} or {@code password="..."}. */
    private static final Pattern OF_SETTING = Pattern.compile(
            "(?i)((?:password|passwd|secret|token|credential|accesskey|sharedaccesskey)[\\w.-]{0,64}\\s?=\\s?)(?:\"[^\"]*\"|[^\\s\",;)]+)");

    private Secrets() {}

    /** The text with {@code ***} for each value that its name says is a secret. */
    static String hidden(String text) {
        if (text.indexOf('=') < 0 && text.indexOf('@') < 0) {
            return text;
        }
        String withoutAddresses = OF_ADDRESS.matcher(text).replaceAll("$1" + HIDDEN + "@");
        return OF_SETTING.matcher(withoutAddresses).replaceAll("$1" + HIDDEN);
    }
}
