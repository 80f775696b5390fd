package org.huifang.kernel.organisation;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.OrganisationEvent.CentreOpened;
import org.huifang.kernel.organisation.OrganisationEvent.DepartmentFormed;
import org.huifang.kernel.organisation.OrganisationEvent.PersonAppointed;
import org.jspecify.annotations.Nullable;

/** The company as the events of its organisation tell it; immutable. */
public record Directory(
        Map<String, Centre> centres, Map<String, Department> departments, Map<String, Person> people, long sequence) {
    public static final Directory EMPTY = new Directory(Map.of(), Map.of(), Map.of(), -1);

    public record Centre(String id, String name, ZoneId zone, int households) {}

    public record Department(String id, String name) {}

    public record Person(String id, String name, List<Appointment> appointments) {

        /** The first role, in the order of appointment, in which this person may do {@code operation} there. */
        public Optional<Role> roleFor(Operation operation, String centre, @Nullable String department) {
            return appointments.stream()
                    .filter(a -> operation.roles().contains(a.role()))
                    .filter(a -> a.role().companyWide() || operation.anyCentre() || centre.equals(a.centre()))
                    .filter(a -> a.department() == null || a.department().equals(department))
                    .map(Appointment::role)
                    .findFirst();
        }

        /** §2: whose complaints these are; a department's people see what was routed to their department. */
        public boolean sees(String centre, @Nullable String department) {
            return appointments.stream()
                    .filter(a -> a.role().seesComplaints())
                    .anyMatch(a -> reaches(a, centre, department));
        }

        /** Whether one of this person's roles there needs to read personal data in order to act. */
        public boolean opensPersonalData(String centre, @Nullable String department) {
            return appointments.stream()
                    .filter(a -> a.role().opensPersonalData())
                    .anyMatch(a -> reaches(a, centre, department));
        }

        private static boolean reaches(Appointment a, String centre, @Nullable String department) {
            return a.role().companyWide()
                    || (centre.equals(a.centre())
                            && (a.department() == null || a.department().equals(department)));
        }
    }

    public Directory after(OrganisationEvent event, long sequence) {
        if (event instanceof CentreOpened c) {
            return new Directory(
                    with(centres, c.centre(), new Centre(c.centre(), c.name(), ZoneId.of(c.zone()), c.households())),
                    departments,
                    people,
                    sequence);
        }
        if (event instanceof DepartmentFormed d) {
            return new Directory(
                    centres,
                    with(departments, d.department(), new Department(d.department(), d.name())),
                    people,
                    sequence);
        }
        PersonAppointed p = (PersonAppointed) event;
        return new Directory(
                centres,
                departments,
                with(people, p.person(), new Person(p.person(), p.name(), List.copyOf(p.appointments()))),
                sequence);
    }

    public Optional<Centre> centre(String id) {
        return Optional.ofNullable(centres.get(id));
    }

    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }
}
