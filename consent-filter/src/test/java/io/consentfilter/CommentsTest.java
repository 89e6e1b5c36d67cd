// SPDX-License-Identifier: Apache-2.0
package io.consentfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Finds what users can see and nobody explained. The compiler has a check of its own, but that one
 * also wants a tag for each parameter and each result, where a good first sentence says it already.
 */
class CommentsTest {

  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void sources_whatIsVisible_hasAComment() throws IOException {
    List<String> silent = silent(files(SOURCES));
    assertEquals(List.of(), silent, "public or protected without a comment");
  }

  @Test
  void example_withoutComments_isNamed() throws IOException {
    List<String> silent = silent(List.of(Path.of("src/test/resources/comments/Silent.java")));
    assertEquals(
        List.of(
            "Silent",
            "Silent.FIELD",
            "Silent.<init>",
            "Silent.method",
            "Silent.Kind",
            "Silent.Kind.ONE",
            "Silent.Shape",
            "Silent.Shape.area"),
        silent);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files = found.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      assertTrue(files.size() > 1, "no sources in " + folder.toAbsolutePath());
      return files;
    }
  }

  private static List<String> silent(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<String> silent = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Search search = new Search(DocTrees.instance(task), silent);
        for (Tree type : unit.getTypeDecls()) {
          search.type(new TreePath(new TreePath(unit), type), "", false);
        }
      }
      return silent;
    }
  }

  /** Walks one file from type to member and notes the names of those without a comment. */
  private record Search(DocTrees comments, List<String> silent) {

    void type(TreePath path, String outer, boolean publicByDefault) {
      if (!(path.getLeaf() instanceof ClassTree type)
          || !visible(type.getModifiers(), publicByDefault)) {
        return;
      }
      String name = outer + type.getSimpleName();
      note(path, name);
      boolean isInterface =
          type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
      for (Tree member : type.getMembers()) {
        member(new TreePath(path, member), name + ".", isInterface);
      }
    }

    private void member(TreePath path, String outer, boolean publicByDefault) {
      Tree member = path.getLeaf();
      if (member instanceof ClassTree) {
        type(path, outer, publicByDefault);
      } else if (member instanceof MethodTree method) {
        if (visible(method.getModifiers(), publicByDefault) && !inherits(method)) {
          note(path, outer + method.getName());
        }
      } else if (member instanceof VariableTree field
          && visible(field.getModifiers(), publicByDefault)) {
        note(path, outer + field.getName());
      }
    }

    private void note(TreePath path, String name) {
      String comment = comments.getDocComment(path);
      if (comment == null || comment.isBlank()) {
        silent.add(name);
      }
    }

    private static boolean visible(ModifiersTree modifiers, boolean publicByDefault) {
      Set<Modifier> flags = modifiers.getFlags();
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (publicByDefault && !flags.contains(Modifier.PRIVATE));
    }

    private static boolean inherits(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }
  }
}
