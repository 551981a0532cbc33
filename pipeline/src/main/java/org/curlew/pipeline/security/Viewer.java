package org.curlew.pipeline.security;

import java.io.Serializable;
import java.util.Set;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * The person a request is served for.
 *
 * @param name the sign-in name, which is also the actor in every record
 * @param teams the teams whose cases the person sees; {@link #EVERY_TEAM} for all
 * @param mustChange the password was set by someone else and opens nothing but its own change
 */
public record Viewer(long id, String name, String displayName, Set<Role> roles, Set<String> teams, boolean mustChange)
        implements AuthenticatedPrincipal, Serializable {

    public static final String EVERY_TEAM = "*";

    public Viewer {
        roles = Set.copyOf(roles);
        teams = Set.copyOf(teams);
    }

    @Override
    public String getName() {
        return name;
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAny(Role... some) {
        for (Role role : some) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
