package dev.sluice.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerExtensionsValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;

/** Lets those in who have a token of {@link TokenServer}; made by the broker. */
public final class TokenJudge implements AuthenticateCallbackHandler {
    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {}

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            switch (callback) {
                case OAuthBearerValidatorCallback asked
                when TokenServer.isIssued(asked.tokenValue()) -> asked.token(new Token(asked.tokenValue()));
                case OAuthBearerValidatorCallback asked -> asked.error("invalid_token", null, null);
                case OAuthBearerExtensionsValidatorCallback asked ->
                    asked.inputExtensions().map().keySet().forEach(asked::valid);
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private record Token(String value) implements OAuthBearerToken {
        @Override
        public Set<String> scope() {
            return Set.of();
        }

        @Override
        public long lifetimeMs() {
            return Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
        }

        @Override
        public String principalName() {
            return TokenServer.CLIENT;
        }

        @Override
        public Long startTimeMs() {
            return 0L;
        }
    }

    @Override
    public void close() {}
}
