package org.curlew.pipeline.security;

import java.util.Optional;
import java.util.Set;
import org.curlew.pipeline.security.Accounts.Created;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The first start makes one administrator; its one-time password is printed and must be changed when it is used. */
@Service
@ConditionalOnWebApplication
public class FirstAdministrator {

    private final Accounts accounts;

    public FirstAdministrator(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The new administrator, or empty where there are accounts already. */
    @Transactional
    public Optional<Created> create() {
        return accounts.none()
                ? Optional.of(accounts.create(
                        "administrator", "Administrator", Set.of(Role.ADMINISTRATOR), Set.of(), "first start"))
                : Optional.empty();
    }
}
