package org.curlew.pipeline.rest.tokens;

import java.time.Instant;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.ApiTokens;
import org.curlew.pipeline.security.ApiTokens.ApiToken;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Viewer;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One's own tokens. None is made here: a token that could make tokens would outlive its end. */
@Api
@Allowed(everyone = true)
class TokenApi {

    private final ApiTokens tokens;

    TokenApi(ApiTokens tokens) {
        this.tokens = tokens;
    }

    /** A token without its secret. */
    record TokenView(
            long id,
            String name,
            List<String> scopes,
            Instant createdAt,
            Instant expiresAt,
            Instant usedAt,
            Instant revokedAt) {}

    @GetMapping("/tokens")
    @Does("Lists your own tokens with those that ended; for a signed-in browser, not for tokens")
    List<TokenView> mine(Viewer viewer) {
        return tokens.mine(viewer).stream().map(TokenApi::view).toList();
    }

    @DeleteMapping("/tokens/{id}")
    @Does("Ends one of your own tokens at once; for a signed-in browser, not for tokens")
    void revoke(Viewer viewer, @PathVariable long id) {
        if (!tokens.revoke(viewer, id)) {
            throw ApiException.missing("You have no open token " + id);
        }
    }

    private static TokenView view(ApiToken t) {
        return new TokenView(
                t.id(),
                t.name(),
                t.scopes().stream().map(Scope::label).sorted().toList(),
                t.createdAt(),
                t.expiresAt(),
                t.usedAt(),
                t.revokedAt());
    }
}
