package org.huifang.command.complaint;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.huifang.command.Rule;
import org.huifang.command.complaint.Decision.Naming;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory;
import org.jspecify.annotations.Nullable;

/** What a command may name only if the company has it: centres, departments, people. */
final class Known {
    private Known() {}

    static <C> Naming<C> centre(String field, Function<C, @Nullable String> named) {
        return (c, directory) -> absent(named.apply(c), directory.centres().keySet())
                .map(id -> Rule.refusal("CENTRE_KNOWN", "§4.5.1", field, "没有这个服务中心"));
    }

    static <C> Naming<C> department(String field, Function<C, @Nullable String> named) {
        return (c, directory) -> absent(named.apply(c), directory.departments().keySet())
                .map(id -> Rule.refusal("DEPARTMENT_KNOWN", "§4.6.1", field, "没有这个部门"));
    }

    static <C> Naming<C> person(String field, Function<C, @Nullable String> named) {
        return people(field, c -> {
            String person = named.apply(c);
            return person == null ? List.of() : List.of(person);
        });
    }

    static <C> Naming<C> people(String field, Function<C, Collection<String>> named) {
        return (c, directory) -> named.apply(c).stream()
                .filter(person -> !directory.people().containsKey(person))
                .findFirst()
                .map(person -> Rule.refusal("PERSON_KNOWN", "§4.6.1", field, "没有这个人员"));
    }

    /** Looks once more in what has been added since, before it refuses. */
    static <C> void require(Collection<Naming<C>> namings, C command, CompanyDirectory directory) {
        Directory current = directory.current();
        for (Naming<C> naming : namings) {
            if (naming.apply(command, current).isPresent()) {
                naming.apply(command, directory.refreshed()).ifPresent(refusal -> {
                    throw new RefusedException(refusal);
                });
            }
        }
    }

    private static Optional<String> absent(@Nullable String named, Collection<String> known) {
        return Optional.ofNullable(named).filter(id -> !known.contains(id));
    }
}
