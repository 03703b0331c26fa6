package dev.sluice.builtin.string;

import static dev.sluice.types.AtomicType.STRING;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.builtin.support.Call;
import dev.sluice.builtin.support.Family;
import dev.sluice.builtin.support.Parameters;
import dev.sluice.builtin.support.RowArguments;
import dev.sluice.builtin.support.RowKernels;
import dev.sluice.builtin.support.TextOutput;
import dev.sluice.builtin.support.ValueErrors;
import dev.sluice.spi.function.ScalarFunction;
import dev.sluice.spi.function.ScalarFunction.Binding;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of addresses in the web. */
final class UrlFunctions {
    private UrlFunctions() {}

    static List<ScalarFunction> all(Family family) {
        return List.of(
                family.declare(
                        "url_encode",
                        "url_encode(text STRING): STRING",
                        "The text as a form in the web sends it: in UTF-8, with %XX for what is no letter or digit.",
                        "url_encode('a b/c') -> a+b%2Fc",
                        Parameters.of(STRING)
                                .giving(
                                        STRING,
                                        RowKernels.texts(
                                                (row, out) -> out.append(URLEncoder.encode(row.getText(0), UTF_8))))),
                family.declare(
                        "url_decode",
                        "url_decode(text STRING): STRING",
                        "The text that url_encode made another of; an error if it made none such.",
                        "url_decode('a+b%2Fc') -> a b/c",
                        Parameters.of(STRING)
                                .mayFail()
                                .giving(STRING, RowKernels.texts((row, out) -> decode(row, true, out)))),
                family.declare(
                        "try_url_decode",
                        "try_url_decode(text STRING): STRING",
                        "As url_decode, but null instead of an error.",
                        "try_url_decode('%zz') -> NULL",
                        Parameters.of(STRING)
                                .mayGiveNull()
                                .giving(STRING, RowKernels.texts((row, out) -> decode(row, false, out)))),
                family.declare(
                        "parse_url",
                        "parse_url(url STRING, part STRING[, key STRING]): STRING",
                        "A part of an address: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO, or the value of"
                                + " a key in its QUERY; of what is no address an error under ANSI rules, else null.",
                        "parse_url('https://a.org/b?c=d', 'QUERY', 'c') -> d",
                        call -> parsed(call, call.context().ansi())),
                family.declare(
                        "try_parse_url",
                        "try_parse_url(url STRING, part STRING[, key STRING]): STRING",
                        "As parse_url, but null instead of an error.",
                        "try_parse_url('https://a.org/b?c=d', 'HOST') -> a.org",
                        call -> parsed(call, false)));
    }

    private static void decode(RowArguments row, boolean fails, TextOutput out) {
        String text = row.getText(0);
        try {
            out.append(URLDecoder.decode(text, UTF_8));
        } catch (IllegalArgumentException malformed) {
            if (fails) {
                throw ValueErrors.undecodableUrl(text, malformed);
            }
            row.giveNull();
        }
    }

    private static Binding parsed(Call call, boolean fails) {
        call.requireCount(2, 3);
        for (int index = 0; index < call.size(); index++) {
            call.asText(index);
        }
        Parameters parameters =
                Parameters.of(STRING, STRING, STRING).atLeast(2).mayGiveNull().allComputed();
        return (fails ? parameters.mayFail() : parameters)
                .giving(STRING, RowKernels.textsOf(() -> new UrlPart(fails)))
                .bind(call);
    }

    /** Remembers the last key. */
    private static final class UrlPart implements RowKernels.ToText {
        private final boolean fails;
        private String key = "";
        private Pattern pattern = patternOf("");

        UrlPart(boolean fails) {
            this.fails = fails;
        }

        private static Pattern patternOf(String key) {
            return Pattern.compile("(&|^)" + key + "=([^&]*)");
        }

        @Override
        public void append(RowArguments row, TextOutput out) {
            String part = row.getText(1);
            String found = null;
            if (row.count() == 2) {
                found = part(row.getText(0), part);
            } else if (part.equals("QUERY")) {
                String query = part(row.getText(0), part);
                found = query == null ? null : value(query, row.getText(2));
            }
            if (found == null) {
                row.giveNull();
            } else {
                out.append(found);
            }
        }

        private @Nullable String part(String url, String part) {
            URI address;
            try {
                address = new URI(url);
            } catch (URISyntaxException malformed) {
                if (fails) {
                    throw ValueErrors.invalidUrl(url, malformed);
                }
                return null;
            }
            String query = address.getRawQuery();
            return switch (part) {
                case "HOST" -> address.getHost();
                case "PATH" -> address.getRawPath();
                case "QUERY" -> query;
                case "REF" -> address.getRawFragment();
                case "PROTOCOL" -> address.getScheme();
                case "FILE" -> query == null ? address.getRawPath() : address.getRawPath() + "?" + query;
                case "AUTHORITY" -> address.getRawAuthority();
                case "USERINFO" -> address.getRawUserInfo();
                default -> null;
            };
        }

        private @Nullable String value(String query, String wanted) {
            if (!wanted.equals(key)) {
                pattern = patternOf(wanted);
                key = wanted;
            }
            Matcher matcher = pattern.matcher(query);
            return matcher.find() ? matcher.group(2) : null;
        }
    }
}
