using System.Text;
using Dashboard.Web.Import;
using Dashboard.Web.Import.Files;

namespace Dashboard.Tests.Import;

public sealed class TextEncodingTests
{
    static TextEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("gb18030", "id,name\n1,中\n")]
    [InlineData("gb18030", "id,name\n1,甲公司\n")]
    [InlineData("gb18030", "编号,名称\nA,张三\n")]
    [InlineData("gb18030", "编号,名称\nA,宁波鑫犇運輸公司\nB,朱镕基\n")]
    [InlineData("gb18030", "編號,名稱\nA,寧波運輸有限公司\nB,臺灣\n")]
    [InlineData("gb18030", "编号,名称\nA,㐀𠮷公司，“引号”、《书名》。\n")]
    [InlineData("big5", "id,name\n1,中\n")]
    [InlineData("big5", "id,name\n1,甲公司\n")]
    [InlineData("big5", "編號,名稱\nA,張三\n")]
    [InlineData("big5", "案件編號,立案日期,當事人\nA,2026-03-01,高雄市運輸股份有限公司\n")]
    [InlineData("utf-8", "编号,名称\nA,甲公司\n")]
    [InlineData("utf-8", "id,name\n1,Café Zürich\n")]
    [InlineData("utf-8", "id,name\n1,plain\n")]
    [InlineData("utf-16", "编号,名称\nA,甲公司\n")]
    [InlineData("utf-16BE", "编号,名称\nA,甲公司\n")]
    public void A_file_is_read_in_the_encoding_in_which_it_was_saved_however_short_it_is(string name, string text)
    {
        var bytes = Encoding.GetEncoding(name).GetBytes(text);

        var (encoding, remark) = TextEncoding.Of(new MemoryStream(bytes), named: null);

        Assert.Equal(text, TextEncoding.Reader(new MemoryStream(bytes), encoding).ReadToEnd());
        Assert.Contains(name, remark.Chinese, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("gb18030", "甲公司经营道路货物运输", new byte[] { 0xFF })]
    [InlineData("gb18030", "甲公司经营道路货物运输", new byte[] { 0x81 })]
    [InlineData("big5", "甲公司經營道路貨物運輸", new byte[] { 0xFE })]
    [InlineData("utf-8", "甲公司经营道路货物运输", new byte[] { 0xE7, 0x94 })]
    public void A_bad_byte_before_a_line_end_spoils_its_own_line_only(string name, string text, byte[] bad)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetBytes($"{text}\n2"), .. bad, .. encoding.GetBytes($"\n3{text}\r\n")];

        var (found, _) = TextEncoding.Of(new MemoryStream(bytes), named: null);
        var lines = TextEncoding.Reader(new MemoryStream(bytes), found).ReadToEnd().Split('\n');

        Assert.Equal([text, $"3{text}\r", ""], [lines[0], lines[2], lines[3]]);
        Assert.Contains(DecodedLines.Broken, lines[1]);
    }

    [Fact]
    public void A_line_of_utf_8_in_a_file_of_another_encoding_is_marked_and_not_taken_for_other_characters()
    {
        byte[] bytes = [.. Encoding.GetEncoding("gb18030").GetBytes("宁波某某运输有限公司\n海曙区道路运输有限公司\n"),
            .. Encoding.UTF8.GetBytes("甲公司\n")];

        var (found, _) = TextEncoding.Of(new MemoryStream(bytes), named: null);
        var lines = TextEncoding.Reader(new MemoryStream(bytes), found).ReadToEnd().Split('\n');

        Assert.Equal("海曙区道路运输有限公司", lines[1]);
        Assert.EndsWith($"{DecodedLines.Broken}", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1252", "VILLA ESPAÑA", "RÍO PIEDRAS", "BAYAMÓN")]
    [InlineData("windows-1251", "Новая транспортная компания", "Городские перевозки", "Дорога")]
    public void A_register_of_another_script_is_read_and_the_guess_is_said(string name, params string[] names)
    {
        var text = "id,name\n" + string.Concat(Enumerable.Range(0, 300).Select(row => $"{row},HOUSING {names[row % names.Length]}\n"));
        var bytes = Encoding.GetEncoding(name).GetBytes(text);

        var (encoding, remark) = TextEncoding.Of(new MemoryStream(bytes), named: null);

        Assert.Equal(text, TextEncoding.Reader(new MemoryStream(bytes), encoding).ReadToEnd());
        Assert.Contains("若不对，请在映射中写 \"encoding\"", remark.Chinese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gb18030", "utf-8")]
    [InlineData("utf-8", "gb18030")]
    [InlineData("big5", "utf-8")]
    public void A_map_that_names_another_encoding_than_the_files_is_refused(string said, string real)
    {
        var bytes = Encoding.GetEncoding(real).GetBytes("编号,名称\nA,宁波某某运输有限公司\n");

        var refused = Assert.Throws<MapException>(() => TextEncoding.Of(new MemoryStream(bytes), said));

        Assert.Contains($"映射写的编码是 {said}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_a_sentence()
    {
        byte[] bytes = [.. "a,b\n"u8, 0x80, 0x81, 0xFF, 0x90];

        var refused = Assert.Throws<MapException>(() => TextEncoding.Of(new MemoryStream(bytes), named: null));

        Assert.Contains("请另存为 UTF-8，或在映射中写 \"encoding\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_the_same_however_its_reader_is_asked_and_a_long_file_is_read_to_its_end()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(row => $"{row},宁波{row}号运输有限公司\r\n"));
        var bytes = Encoding.GetEncoding("gb18030").GetBytes(text);

        Assert.Equal(text, TextEncoding.Reader(new MemoryStream(bytes), Encoding.GetEncoding("gb18030")).ReadToEnd());
        Assert.Equal(text, Slowly(TextEncoding.Reader(new MemoryStream(bytes), Encoding.GetEncoding("gb18030"))));

        static string Slowly(TextReader reader)
        {
            var read = new StringBuilder();
            while (reader.Peek() >= 0)
            {
                read.Append((char)reader.Read());
            }

            return read.ToString();
        }
    }
}
