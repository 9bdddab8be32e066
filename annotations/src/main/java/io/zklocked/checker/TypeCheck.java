package io.zklocked.checker;

import io.zklocked.catalogue.CatalogueEntry;
import io.zklocked.catalogue.LockCatalogue;
import io.zklocked.rules.ClassLocks;
import io.zklocked.rules.Fault;
import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.LockRules;
import io.zklocked.rules.MethodSight;
import java.io.IOException;
import java.io.Writer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/** Checks one type, without those that it encloses. Confined to one thread. */
final class TypeCheck {

  private final ProcessingEnvironment compiler;
  private final TypeElement type;
  private final String name;
  private final SourceView view;
  private final List<CatalogueEntry> entries = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private boolean failed;

  TypeCheck(ProcessingEnvironment compiler, TypeElement type) {
    this.compiler = compiler;
    this.type = type;
    this.name = compiler.getElementUtils().getBinaryName(type).toString();
    this.view = new SourceView(compiler.getElementUtils(), compiler.getTypeUtils(), type);
  }

  void run() {
    List<FoundLock> ofType = LockFinder.on(type);
    ofType.forEach(this::checkOnType);
    boolean isClass = type.getKind() != ElementKind.ANNOTATION_TYPE;
    Set<String> made = made();
    boolean covers = false;
    for (Element element : type.getEnclosedElements()) {
      if (element instanceof ExecutableElement method) {
        List<FoundLock> own = LockFinder.on(method);
        boolean isCovered =
            isClass && ClassLocks.cover(made, view.isOpen(method), view.method(method));
        covers |= isCovered;
        if (!own.isEmpty()) {
          checkMethod(method, own);
        } else if (isCovered && !ofType.isEmpty()) {
          checkMethod(method, ofType.stream().map(FoundLock::elsewhere).toList());
        } else {
          checkUnlocked(method);
        }
      }
    }
    if (isClass && !covers) {
      ofType.forEach(lock -> report(lock, type, ClassLocks.NOTHING_COVERED));
    }
    if (!failed && !entries.isEmpty()) {
      record();
    }
  }

  private Set<String> made() {
    List<String> components = new ArrayList<>();
    for (RecordComponentElement component : type.getRecordComponents()) {
      components.add(component.getSimpleName().toString());
    }
    return ClassLocks.made(
        type.getKind() == ElementKind.ENUM,
        type.getKind() == ElementKind.RECORD ? components : null);
  }

  private void checkOnType(FoundLock lock) {
    if (type.getKind() != ElementKind.ANNOTATION_TYPE || lock.values().isEmpty()) {
      return; // its methods are looked at, or the annotation that it carries
    }
    LockRules.faultsOfAnnotation(lock.attributes()).forEach(fault -> report(lock, type, fault));
    Retention retention = type.getAnnotation(Retention.class);
    if (retention == null || retention.value() != RetentionPolicy.RUNTIME) {
      report(
          lock,
          type,
          new Fault(
              Fault.Subject.METHOD,
              "the annotation "
                  + name
                  + " is gone when its methods run, and its lock with it; add"
                  + " @Retention(RetentionPolicy.RUNTIME)"));
    }
  }

  private void checkMethod(ExecutableElement method, List<FoundLock> locks) {
    MethodSight sight = view.method(method);
    List<LockAttributes> all = locks.stream().map(FoundLock::attributes).toList();
    for (int i = 0; i < locks.size(); i++) {
      FoundLock lock = locks.get(i);
      if (lock.unknown() != null) {
        report(lock, method, unknown(lock.unknown()));
        continue;
      }
      for (Fault fault : LockRules.faults(lock.attributes(), sight)) {
        if (i == 0 || fault.subject() != Fault.Subject.METHOD) { // said once of a method
          report(lock, method, fault);
        }
      }
      Fault among = LockRules.faultAmong(all, i, sight);
      if (among != null) {
        report(lock, method, among);
      }
      LockRules.pathFaults(lock.attributes(), sight).forEach(fault -> report(lock, method, fault));
      checkInClass(lock, method);
      entries.add(
          new CatalogueEntry(
              lock.attributes().mode(),
              view.signature(method),
              view.parameterNames(method),
              lock.attributes().template()));
    }
  }

  private void checkUnlocked(ExecutableElement method) {
    Fault fault = LockRules.faultWithoutLock(view.method(method));
    if (fault != null) {
      failed = true;
      compiler.getMessager().printMessage(Diagnostic.Kind.ERROR, fault.sentence(), method);
    }
  }

  private void checkInClass(FoundLock lock, ExecutableElement method) {
    for (Seen other : seen) {
      if (other.method() != method) {
        Fault fault =
            LockRules.faultInClass(
                List.of(lock.attributes()),
                List.of(other.lock()),
                other.method().getSimpleName().toString());
        if (fault != null) {
          report(lock, method, fault);
          break; // the next would say it once more
        }
      }
    }
    seen.add(new Seen(method, lock.attributes()));
  }

  private static Fault unknown(String attribute) {
    return new Fault(
        Fault.Subject.METHOD,
        "this version of the checker does not know what "
            + attribute
            + " of its @ZkLocked says; use the checker of the annotations' version");
  }

  private void report(FoundLock lock, Element element, Fault fault) {
    failed = true;
    compiler
        .getMessager()
        .printMessage(
            Diagnostic.Kind.ERROR,
            fault.sentence(),
            element,
            lock.shown(),
            lock.values().get(fault.subject().attribute()));
  }

  /** A lock that was looked at. */
  private record Seen(ExecutableElement method, LockAttributes lock) {}

  private void record() {
    try (Writer writer =
        compiler
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", LockCatalogue.fileOf(name), type)
            .openWriter()) {
      writer.write(new LockCatalogue(entries).text());
    } catch (IOException e) {
      compiler
          .getMessager()
          .printMessage(
              Diagnostic.Kind.WARNING,
              "the locks of " + name + " could not be recorded; its class needs -parameters: " + e,
              type);
    }
  }
}
