using System.Globalization;
using System.Text;

namespace AiApi.Analyzers.Tests.CaseAnalysis.Generated;

/// <summary>What a piece of a program is; a piece can be replaced by a simpler one of its sort.</summary>
internal enum Sort
{
    Block,
    Statement,
    Truth,
    Number,
    Member,
}

/// <summary>A piece of a generated program: text in which <c>@0</c>, <c>@1</c>, … stand for its parts, <c>#</c> for its number in the program,
/// and <c>‹…›</c> for what only the instrumented twin has. A block has no text: it is its parts, one after the other.</summary>
internal sealed record Piece(Sort Sort, string Text, params Piece[] Parts)
{
    /// <summary>The program as the engine sees it, or as it is run.</summary>
    public string Render(bool instrumented)
    {
        var writer = new Writer(instrumented);
        writer.Write(this);
        return writer.ToString();
    }

    /// <summary>The pieces that are this one made simpler in one place, the greatest steps first.</summary>
    public IEnumerable<Piece> Simpler()
    {
        foreach (var other in Replacements())
            yield return other;
        for (var index = 0; index < Parts.Length; index++)
        {
            foreach (var part in Parts[index].Simpler())
                yield return this with { Parts = [.. Parts[..index], part, .. Parts[(index + 1)..]] };
        }
    }

    private IEnumerable<Piece> Replacements()
    {
        switch (Sort)
        {
            case Sort.Block:
                if (Parts.Length > 1)
                    yield return this with { Parts = Parts[..(Parts.Length / 2)] };
                for (var index = 0; index < Parts.Length; index++)
                    yield return this with { Parts = [.. Parts[..index], .. Parts[(index + 1)..]] };
                for (var index = 0; index < Parts.Length; index++)
                {
                    foreach (var inner in Parts[index].Parts.Where(static part => part.Sort == Sort.Block))
                        yield return this with { Parts = [.. Parts[..index], .. inner.Parts, .. Parts[(index + 1)..]] };
                }

                break;
            case Sort.Statement or Sort.Truth or Sort.Number:
                foreach (var inner in Parts.Where(part => part.Sort == Sort))
                    yield return inner;
                if (Sort == Sort.Truth && Text is not ("true" or "false"))
                {
                    yield return new(Sort.Truth, "true");
                    yield return new(Sort.Truth, "false");
                }

                if (Sort == Sort.Number && Parts.Length > 0)
                    yield return new(Sort.Number, "1");
                break;
        }
    }

    private sealed class Writer(bool instrumented)
    {
        private readonly StringBuilder _text = new();
        private int _pieces;

        public void Write(Piece piece)
        {
            var number = (++_pieces).ToString(CultureInfo.InvariantCulture);
            var isShown = true;
            var written = 0;
            for (var index = 0; index < piece.Text.Length; index++)
            {
                switch (piece.Text[index])
                {
                    case '‹':
                        isShown = instrumented;
                        break;
                    case '›':
                        isShown = true;
                        break;
                    case '@':
                        Write(piece.Parts[piece.Text[++index] - '0']);
                        written++;
                        break;
                    case '#' when isShown:
                        _text.Append(number);
                        break;
                    case var character when isShown:
                        _text.Append(character);
                        break;
                }
            }

            if (written > 0 && written != piece.Parts.Length)
                throw new InvalidOperationException($"'{piece.Text}' does not show each of its {piece.Parts.Length} parts once.");
            for (; written < piece.Parts.Length; written++)
                Write(piece.Parts[written]);
            if (piece.Sort is Sort.Statement or Sort.Member)
                _text.AppendLine();
        }

        public override string ToString() => _text.ToString();
    }
}
