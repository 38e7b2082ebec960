package dev.infoplane.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One call of the program in this process, and what it printed. */
record Console(int code, String out, String err) {
    static Console run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program =
                Infoplane.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] text = new String[arguments.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = String.valueOf(arguments[i]);
        }
        int code = program.execute(text);
        return new Console(code, out.toString(), err.toString());
    }

    JsonObject json() {
        return JsonParser.parseString(out).getAsJsonObject();
    }
}
