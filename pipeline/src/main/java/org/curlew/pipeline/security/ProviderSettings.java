package org.curlew.pipeline.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** How what the force's OpenID provider says of a person becomes a name, roles and teams here. */
@Component
@ConditionalOnWebApplication
class ProviderSettings {

    private final String nameClaim;
    private final String rolesClaim;
    private final String teamsClaim;
    private final Map<String, Role> roles;

    /** @param roleMap {@code group=ROLE} pairs with commas between; a group may stand more than once only with one role */
    ProviderSettings(
            @Value("${curlew.oidc.name-claim:preferred_username}") String nameClaim,
            @Value("${curlew.oidc.roles-claim:roles}") String rolesClaim,
            @Value("${curlew.oidc.teams-claim:}") String teamsClaim,
            @Value("${curlew.oidc.role-map:}") String roleMap) {
        this.nameClaim = nameClaim;
        this.rolesClaim = rolesClaim;
        this.teamsClaim = teamsClaim;
        this.roles = parse(roleMap);
    }

    /** The sign-in name, "" where the provider gave none. */
    String name(Map<String, Object> claims) {
        return claim(claims, nameClaim) instanceof String name ? name.strip().toLowerCase(java.util.Locale.ROOT) : "";
    }

    /** The roles that the configuration gives to the person's groups; a group it does not know gives none. */
    Set<Role> roles(Map<String, Object> claims) {
        Set<Role> given = EnumSet.noneOf(Role.class);
        strings(claim(claims, rolesClaim)).stream()
                .map(roles::get)
                .filter(java.util.Objects::nonNull)
                .forEach(given::add);
        return given;
    }

    /** The person's teams; "*" is a word of this application and cannot be given from outside. */
    Set<String> teams(Map<String, Object> claims) {
        return teamsClaim.isEmpty()
                ? Set.of()
                : strings(claim(claims, teamsClaim)).stream()
                        .map(String::strip)
                        .filter(t -> !t.isEmpty() && !t.equals(Viewer.EVERY_TEAM))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A claim by its path, {@code realm_access.roles} for example; null where there is none. */
    private static Object claim(Map<String, Object> claims, String path) {
        Object value = claims;
        for (String part : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return value;
    }

    private static Collection<String> strings(Object claim) {
        return claim instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : claim instanceof String one ? Arrays.asList(one.split(" ")) : Set.of();
    }

    private static Map<String, Role> parse(String text) {
        Map<String, Role> map = new HashMap<>();
        for (String pair : text.split(",")) {
            String[] sides = pair.strip().split("=", 2);
            if (sides.length == 2) {
                map.put(sides[0].strip(), role(sides[1].strip()));
            } else if (!pair.isBlank()) {
                throw new AccountException("curlew.oidc.role-map: " + pair.strip() + " is not group=ROLE");
            }
        }
        return map;
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AccountException("curlew.oidc.role-map: there is no role " + name
                        + "; there are " + Arrays.toString(Role.values())));
    }
}
