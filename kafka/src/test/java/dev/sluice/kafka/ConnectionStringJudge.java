package dev.sluice.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;

/** Lets those in whose password is a connection string that the broker knows; made by the broker. */
public final class ConnectionStringJudge implements AuthenticateCallbackHandler {
    private static final Set<String> KNOWN = Set.of(Broker.CONNECTION_STRING, Broker.SIGNED_CONNECTION_STRING);

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {}

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        boolean isUserRight = false;
        for (Callback callback : callbacks) {
            switch (callback) {
                case NameCallback name -> isUserRight = "$ConnectionString".equals(name.getDefaultName());
                case PlainAuthenticateCallback asked ->
                    asked.authenticated(isUserRight && KNOWN.contains(String.valueOf(asked.password())));
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {}
}
