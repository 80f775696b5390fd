package org.huifang.server;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;

/** All that goes from process to process, as the compiled handlers and followers tell it. */
final class MessageTypes {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.huifang");

    private MessageTypes() {}

    /** @param answer as the handler declares it, out of what it may be waited for in */
    record Handler(String name, Class<?> message, Type answer) {
        /** One for each record that the handler takes. */
        static Stream<Handler> of(Executable handler) {
            Type answer = handler instanceof Method method ? answer(method.getGenericReturnType()) : String.class;
            String name = handler.getDeclaringClass().getSimpleName() + "." + handler.getName();
            return concrete(handler.getParameterTypes()[0])
                    .map(message -> new Handler(name + "(" + message.getSimpleName() + ")", message, answer));
        }

        /** Something, of a type that can be tried. */
        boolean answers() {
            return answer != Void.class && obstacle(answer).isEmpty();
        }

        private static Type answer(Type declared) {
            if (declared instanceof ParameterizedType waited
                    && waited.getRawType() instanceof Class<?> raw
                    && Future.class.isAssignableFrom(raw)) {
                return waited.getActualTypeArguments()[0];
            }
            return declared instanceof Class<?> type
                    ? MethodType.methodType(type).wrap().returnType()
                    : declared;
        }
    }

    static List<Handler> commands() {
        return handlers(CommandHandler.class);
    }

    static List<Handler> queries() {
        return handlers(QueryHandler.class);
    }

    private static List<Handler> handlers(Class<? extends Annotation> annotation) {
        return CLASSES.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.isMetaAnnotatedWith(annotation))
                .map(MessageTypes::reflected)
                .flatMap(Handler::of)
                .toList();
    }

    private static Executable reflected(JavaCodeUnit unit) {
        return (Executable) unit.reflect();
    }

    /** What followers are told, and what they are first answered: they name both where they ask. */
    static List<Class<?>> updates() {
        return CLASSES.stream()
                .filter(MessageTypes::follows)
                .flatMap(type -> type.getReferencedClassObjects().stream())
                .<Class<?>>map(named -> named.getRawType().reflect())
                .filter(named -> !Throwable.class.isAssignableFrom(named))
                .distinct()
                .toList();
    }

    private static boolean follows(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isAssignableTo(QueryGateway.class)
                        && call.getName().equals("subscriptionQuery"));
    }

    /** Why a value declared so could not be read by another process, whatever it is; empty where it can be tried. */
    static Optional<String> obstacle(Type type) {
        if (!(type instanceof Class<?> plain)) {
            return Optional.of(type + ": what is in it is not written down; wrap it in a record");
        }
        if (plain.isArray()
                || Stream.of(Collection.class, Map.class, Optional.class, Stream.class)
                        .anyMatch(holder -> holder.isAssignableFrom(plain))) {
            return Optional.of(plain + ": what is in it is not written down; wrap it in a record");
        }
        boolean known = !Modifier.isAbstract(plain.getModifiers()) || plain.isSealed();
        return known && plain != Object.class
                ? Optional.empty()
                : Optional.of(plain + ": nobody can say which types there are of it; seal it");
    }

    /** The type itself, or all that a sealed one permits. */
    static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MessageTypes::concrete)
                : Stream.of(type);
    }
}
