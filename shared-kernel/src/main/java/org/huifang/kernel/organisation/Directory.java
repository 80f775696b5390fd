package org.huifang.kernel.organisation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.OrganisationEvent.CentreOpened;
import org.huifang.kernel.organisation.OrganisationEvent.DepartmentFormed;
import org.huifang.kernel.organisation.OrganisationEvent.DeputyNamed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonAppointed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonLeft;
import org.huifang.kernel.organisation.OrganisationEvent.PolicyAdopted;
import org.jspecify.annotations.Nullable;

/** The company as the events of its organisation tell it; immutable. */
public record Directory(
        Map<String, Centre> centres,
        Map<String, Department> departments,
        Map<String, Person> people,
        List<DeputyNamed> deputies,
        List<PolicyAdopted> policies,
        long sequence) {
    public static final Directory EMPTY = new Directory(Map.of(), Map.of(), Map.of(), List.of(), List.of(), -1);

    public record Centre(String id, String name, ZoneId zone, int households) {}

    public record Department(String id, String name) {}

    public record Person(
            String id,
            String name,
            List<Appointment> appointments,
            @Nullable Instant leftAt) {

        public boolean hasLeft(Instant at) {
            return leftAt != null && !at.isBefore(leftAt);
        }

        /** In which roles, in the order of appointment, this person may do {@code operation} there. */
        public List<Role> rolesFor(Operation operation, Set<Role> allowed, Place place) {
            List<Role> roles = new ArrayList<>();
            for (Appointment a : appointments) {
                if (allowed.contains(a.role()) && (operation.anyCentre() || a.reaches(place))) {
                    roles.add(a.role());
                }
            }
            return roles;
        }

        /** The first of them, among all that may do it. */
        public Optional<Role> roleFor(Operation operation, Place place) {
            return rolesFor(operation, operation.roles(), place).stream().findFirst();
        }

        /** §2: whose complaints these are; a department's people see what their department leads or assists with. */
        public boolean sees(Place place) {
            return appointments.stream().anyMatch(a -> a.role().seesComplaints() && a.reaches(place));
        }

        /** Who took it up sees it wherever it belongs, while they have any role at all. */
        public boolean sees(Place place, String takenUpBy) {
            return sees(place) || (id.equals(takenUpBy) && !appointments.isEmpty());
        }

        /** Whether one of this person's roles there needs to read personal data in order to act. */
        public boolean opensPersonalData(Place place) {
            return appointments.stream().anyMatch(a -> a.role().opensPersonalData() && a.reaches(place));
        }
    }

    public Directory after(OrganisationEvent event, long next) {
        if (event instanceof CentreOpened c) {
            Centre centre = new Centre(c.centre(), c.name(), ZoneId.of(c.zone()), c.households());
            return new Directory(with(centres, c.centre(), centre), departments, people, deputies, policies, next);
        }
        if (event instanceof DepartmentFormed d) {
            Department department = new Department(d.department(), d.name());
            return new Directory(
                    centres, with(departments, d.department(), department), people, deputies, policies, next);
        }
        if (event instanceof PersonAppointed p) {
            Person person = new Person(p.person(), p.name(), List.copyOf(p.appointments()), null);
            return new Directory(centres, departments, with(people, p.person(), person), deputies, policies, next);
        }
        if (event instanceof PersonLeft p) {
            Person before = people.get(p.person());
            Person left = new Person(before.id(), before.name(), before.appointments(), p.leftAt());
            return new Directory(centres, departments, with(people, p.person(), left), deputies, policies, next);
        }
        if (event instanceof DeputyNamed d) {
            return new Directory(centres, departments, people, with(deputies, d), policies, next);
        }
        return new Directory(
                centres,
                departments,
                people,
                deputies,
                event instanceof PolicyAdopted p ? with(policies, p) : policies,
                next);
    }

    /** §2: whether it names a centre and a department exactly where its role is held of one, and such as there are. */
    public boolean places(Appointment appointment) {
        Role role = appointment.role();
        return named(!role.companyWide(), appointment.centre(), centres)
                && named(role.ofDepartment(), appointment.department(), departments);
    }

    private static boolean named(boolean asked, @Nullable String id, Map<String, ?> known) {
        return asked ? id != null && known.containsKey(id) : id == null;
    }

    public Optional<Centre> centre(String id) {
        return Optional.ofNullable(centres.get(id));
    }

    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    /**
     * A person with the appointments that they have at that moment, their own and those of whom they deputise for; nobody
     * once they have left.
     */
    public Optional<Person> acting(String id, Instant at) {
        return person(id).filter(person -> !person.hasLeft(at)).map(person -> {
            List<Appointment> active = new ArrayList<>();
            boolean all = addActive(person, at, active);
            boolean deputising = false;
            for (DeputyNamed d : deputies) {
                if (d.deputy().equals(id) && !at.isBefore(d.from()) && at.isBefore(d.until())) {
                    addActive(people.get(d.person()), at, active);
                    deputising = true;
                }
            }
            return all && !deputising
                    ? person
                    : new Person(person.id(), person.name(), List.copyOf(active), person.leftAt());
        });
    }

    /** @return whether that were all of this person's appointments */
    private static boolean addActive(Person person, Instant at, List<Appointment> active) {
        boolean left = person.hasLeft(at);
        boolean all = true;
        for (Appointment a : person.appointments()) {
            if (!left && a.activeAt(at)) {
                active.add(a);
            } else {
                all = false;
            }
        }
        return all;
    }

    public Optional<Policy> policy(int version) {
        return version == Policy.DEFAULT.version()
                ? Optional.of(Policy.DEFAULT)
                : policies.stream()
                        .map(PolicyAdopted::policy)
                        .filter(policy -> policy.version() == version)
                        .findFirst();
    }

    /** The one adopted last of those in force at that moment. */
    public Policy policyAt(Instant at) {
        return policies.stream()
                .filter(adopted -> !at.isBefore(adopted.from()))
                .reduce((earlier, later) -> later)
                .map(PolicyAdopted::policy)
                .orElse(Policy.DEFAULT);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }

    private static <V> List<V> with(List<V> list, V value) {
        return Stream.concat(list.stream(), Stream.of(value)).toList();
    }
}
